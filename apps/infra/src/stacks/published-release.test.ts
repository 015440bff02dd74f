import { type Environment, stackGroup } from "@app/config";
import { synthesized } from "../synthesized-app";
import { others } from "../testing/applications";

interface Published {
  readonly data: { readonly aws_ecs_container_definition: Readonly<Record<string, object>> };
  readonly output: Readonly<Record<string, { readonly value: string }>>;
}

/** Services of each kind that ECS keeps running. */
const SERVICES: readonly (readonly [string, string])[] = [
  ["several", "api"],
  ["working", "mailer"],
  ["calling", "pricing"],
];

const stacks = new Map<string, ReturnType<typeof synthesized>>();
function published(environment: string, service: string): Published {
  const known = stacks.get(environment) ?? synthesized(others.load(environment) as Environment);
  stacks.set(environment, known);
  return JSON.parse(known.files[`${stackGroup}-service-${service}`] ?? "{}") as Published;
}

describe.each(SERVICES)("what is published of a release: %s, %s", (environment, service) => {
  it("is what ECS runs, and stays as it was where ECS rolled back", () => {
    const { data, output } = published(environment, service);
    const running = "${data.aws_ecs_service.service_released.task_definition}";
    expect(output.task_definition_arn?.value).toBe(running);
    expect(output.image_uri?.value).toBe("${data.aws_ecs_container_definition.released.image}");
    expect(data.aws_ecs_container_definition.released).toMatchObject({
      task_definition: running,
      container_name: service,
    });
  });
});
