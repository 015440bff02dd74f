import { z } from "zod";
import { refusal } from "./refusal";

/** Text that Terraform takes as it is: `${` and `%{` would begin a template there. */
export const plainText = z
  .string()
  .min(1, { error: "is empty; write something or leave it out" })
  .refine(
    (text) => !/[$%]\{/.test(text),
    refusal('begins a Terraform template with "${" or "%{"; write the value itself'),
  );
