import { writeFileSync } from "node:fs";
import { reviewSchema, SCHEMA_FILE } from "./review-schema";
import { GATE_FINDINGS_FILE, gateFindingsSource, PAGE_FILE, pageWithRules } from "./written-from-rules";

writeFileSync(SCHEMA_FILE, JSON.stringify(reviewSchema()));
writeFileSync(GATE_FINDINGS_FILE, gateFindingsSource());
writeFileSync(PAGE_FILE, pageWithRules());
