import { instance } from "@viz-js/viz";
import type { StackEdge, StackGraph, StackNode } from "./stack-graph";

const RESOURCES_SHOWN = 7;
const FONT = "Helvetica,Arial,sans-serif";
const INK = "#1f2937";
const LINE = "#64748b";

/** The stacks as an SVG picture: what each holds, and along the arrows which outputs flow. */
export async function architecturePicture(graph: StackGraph): Promise<string> {
  const viz = await instance();
  return viz.renderString(dot(graph), { format: "svg", engine: "dot" });
}

function dot({ nodes, edges }: StackGraph): string {
  return `digraph stacks {
    graph [rankdir=LR, bgcolor="#ffffff", pad=0.3, nodesep=0.35, ranksep=1.1, fontname="${FONT}"]
    node [shape=plain, fontname="${FONT}", fontsize=11, fontcolor="${INK}"]
    edge [fontname="${FONT}", fontsize=9, color="${LINE}", fontcolor="${INK}", arrowsize=0.7]
    ${nodes.map(node).join("\n    ")}
    ${edges.map(edge).join("\n    ")}
  }`;
}

function node({ id, resources }: StackNode): string {
  const shown = resources
    .slice(0, RESOURCES_SHOWN)
    .map(({ type, count }) => (count > 1 ? `${count} × ${title(type)}` : title(type)));
  const hidden = resources.length - RESOURCES_SHOWN;
  const lines = hidden > 0 ? [...shown, `and ${hidden} more kinds`] : shown;
  const rows = lines.map((line) => `<TR><TD ALIGN="LEFT">${line}</TD></TR>`).join("");
  return `"${id}" [label=<<TABLE BORDER="1" COLOR="${LINE}" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" STYLE="ROUNDED" BGCOLOR="#f8fafc"><TR><TD ALIGN="LEFT" BGCOLOR="#dbeafe"><B>${id}</B></TD></TR>${rows}</TABLE>>]`;
}

function edge({ from, to, outputs }: StackEdge): string {
  return `"${from}" -> "${to}" [label="${outputs.join("\\n")}"]`;
}

/** `aws_vpc_security_group_ingress_rule` → `vpc security group ingress rule` */
function title(type: string): string {
  return type.replace(/^(aws|docker)_/, "").replaceAll("_", " ");
}
