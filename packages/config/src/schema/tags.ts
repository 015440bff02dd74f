import { z } from "zod";
import { refusal } from "./refusal";

/** Set on every resource by this project, see `resourceTags`; `Name` on those that have no other name. */
const OUR_KEYS = ["Environment", "ManagedBy", "Name", "Project", "Stack"];
/** AWS allows 50 on a resource. */
const MOST_TAGS = 50 - OUR_KEYS.length;

// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
const characters = /^[\p{L}\p{N}\p{Z}_.:/=+@-]*$/u;
const allowed = "has characters that tags may not have; use letters, digits, spaces and _.:/=+-@";

const key = z
  .string()
  .min(1, { error: '"" is no key of a tag; name it' })
  .max(128, refusal("is longer than the 128 characters of a tag's key; shorten it"))
  .regex(characters, refusal(allowed))
  .refine((name) => !/^aws:/i.test(name), refusal('begins with AWS\'s own "aws:"; choose another key'));

const value = z
  .string()
  .max(256, refusal("is longer than the 256 characters of a tag's value; shorten it"))
  .regex(characters, refusal(allowed))
  .refine((text) => !/^aws:/i.test(text), refusal('begins with AWS\'s own "aws:"; choose another value'));

export const tagsSchema = z
  .record(key, value)
  .default({})
  .superRefine((tags, context) => {
    const keys = Object.keys(tags);
    const seen = new Map(OUR_KEYS.map((ours) => [ours.toLowerCase(), ours]));
    for (const name of keys) {
      const earlier = seen.get(name.toLowerCase());
      seen.set(name.toLowerCase(), earlier ?? name);
      if (earlier === undefined) continue;
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
      const whose = OUR_KEYS.includes(earlier) ? "which every resource gets" : "which differs only in case";
      context.addIssue({
        code: "custom",
        path: [name],
        message: `"${name}" is the key "${earlier}", ${whose}; choose another key`,
      });
    }
    if (keys.length > MOST_TAGS) {
      const message = `has ${keys.length} tags, AWS allows ${MOST_TAGS} besides those that every resource gets; remove ${keys.length - MOST_TAGS}`;
      context.addIssue({ code: "custom", path: [], message });
    }
  })
  .describe("Further tags on every resource.");
