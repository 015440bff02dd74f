import { compose } from "../main";
import { run } from "../run";
import { others } from "./applications";

// Synthesizes an example as the commands synthesize an environment, for what looks at the JSON from outside.
run(compose, others);
