import type { PlannedStack } from "../src/review/review-plans";
import { resource, stack } from "./plan-builder";

export const HOSTILE_ADDRESS = 'aws_s3_bucket.evil["<img src=x onerror=alert(1)>"]';
export const SCRIPT_BREAKOUT = "</script><script>window.pwned=1</script>";
/** Shown as it is stored it reads `cidr = 10.0.0.0/8`. */
export const DIRECTION_OVERRIDE = "cidr = \u202e8/0.0.0.01\u202c";

/** Names and values that try to be something else than text, in every place that a plan has. */
export const hostileStack: PlannedStack = stack(
  "infra-<b>evil</b>",
  [],
  {
    changes: [
      resource(
        HOSTILE_ADDRESS,
        ["update"],
        {
          before: { bucket: "plain", comment: "<!-- <script>", policy: '{"a":"<style>*{display:none}</style>"}' },
          after: {
            bucket: SCRIPT_BREAKOUT,
            comment: "<!--<script>window.pwned=2//",
            policy: '{"a":"<iframe srcdoc=\'<script>parent.pwned=3</script>\'>"}',
            note: DIRECTION_OVERRIDE,
            '"><svg onload=alert(2)>': "javascript:alert(3)",
            escapes: "\u0000\u001b[31m\u2028\u2029\ufeff\u200b",
          },
        },
        { previous_address: "aws_s3_bucket.<script>alert(4)</script>", action_reason: "<script>alert(5)</script>" },
      ),
      resource('null_resource.proto["__proto__"]', ["create"], { after: { constructor: "x", toString: "y" } }),
    ],
    outputs: {
      "<script>alert(6)</script>": { actions: ["create"], before: null, after: SCRIPT_BREAKOUT },
    },
    reads: { 'aws_lb.x["<img src=x onerror=alert(7)>"]': ["infra_evil.name"] },
    plan: {
      terraform_version: "1.11.4<script>alert(8)</script>",
      checks: [
        {
          address: { to_display: "check.<img src=x onerror=alert(9)>" },
          status: "fail",
          instances: [{ problems: [{ message: SCRIPT_BREAKOUT }] }],
        },
      ],
    },
  },
  { waitsFor: ["<img src=x onerror=alert(10)>"], constructPaths: { "aws_s3_bucket.evil": "<u>path</u>" } },
);
