import { describeJourney } from "./journey";

describe("the main job without a Docker engine", () => describeJourney("process", 100));
