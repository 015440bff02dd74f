export { type CodeBlock, codeBlocks, type Marker } from "./code-blocks";
