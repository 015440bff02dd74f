import { z } from "zod";
import { kebabCase } from "../naming";
import { refusal } from "./refusal";

/** Of a service: it names stacks, containers and hosts. */
export const serviceKey = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  error: ({ input }) =>
    `${JSON.stringify(input)} is not a name of a service; use lower-case letters, digits and hyphens, like "${proposal(`${input}`)}"`,
});

/** Of a data store or a secret: it names variables of the container. */
export const wireKey = z
  .string()
  .regex(
    /^[a-z][A-Za-z0-9]*$/,
    refusal('is not a key; use letters and digits and start with a small one, like "orders"'),
  );

function proposal(key: string): string {
  const name = kebabCase(key)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  return name === "" ? "web" : name;
}
