import { created, deleted } from "../testing/plans";
import type { Kind } from "./kinds/kinds";
import { kindsOf } from "./resource-kinds";

describe("kindsOf", () => {
  it.each<[string, readonly Kind[]]>([
    ["aws_glacier_vault", ["keepsData"]],
    ["aws_lambda_function", ["carriesTraffic"]],
    ["aws_cloudtrail", ["guardsAccess"]],
    ["aws_security_group_rule", ["recreated"]],
    ["google_spanner_database", ["keepsData"]],
    ["google_pubsub_topic_iam_member", ["recreated"]],
    ["azurerm_managed_disk", ["keepsData"]],
    ["azurerm_linux_web_app", ["carriesTraffic"]],
    ["azuread_conditional_access_policy", ["guardsAccess"]],
    ["kubernetes_persistent_volume_claim_v1", ["keepsData"]],
    ["kubernetes_ingress_v1", ["carriesTraffic"]],
    ["kubernetes_horizontal_pod_autoscaler_v2beta2", ["recreated"]],
    ["helm_release", ["keepsData", "carriesTraffic"]],
    ["cloudflare_record", ["carriesTraffic"]],
    ["oci_objectstorage_bucket", ["keepsData"]],
  ])("knows %s", (type, kinds) => {
    expect([...(kindsOf(deleted(`${type}.a`, {})) ?? [])]).toEqual(kinds);
  });

  it("judges a manifest by what it makes", () => {
    const manifest = (kind: string) => kindsOf(deleted("kubernetes_manifest.a", { manifest: { kind } }));
    expect(manifest("StatefulSet")?.has("keepsData")).toBe(true);
    expect(manifest("NetworkPolicy")?.has("guardsAccess")).toBe(true);
    expect(manifest("Widget")).toBeUndefined();
    const yaml = kindsOf(created("kubectl_manifest.a", { yaml_body: "apiVersion: v1\nkind: Namespace\n" }));
    expect(yaml?.has("keepsData")).toBe(true);
  });

  it.each([
    { deletion_protection: false },
    { force_destroy: true },
    { skip_final_snapshot: true },
    { backup_retention_days: 7 },
  ])("believes a provider that offers %j that there is something to lose", (values) => {
    expect([...(kindsOf(deleted("acme_vault.a", values)) ?? [])]).toEqual(["keepsData"]);
  });

  it("claims to know nothing by a name alone", () => {
    expect(kindsOf(deleted("acme_database.a", { name: "x" }))).toBeUndefined();
    expect(kindsOf(deleted("google_things_iam.a", {}))).toBeUndefined();
  });
});
