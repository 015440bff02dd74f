import { writeFileSync } from "node:fs";
import { reviewSchema, SCHEMA_FILE } from "./review-schema";

writeFileSync(SCHEMA_FILE, JSON.stringify(reviewSchema()));
