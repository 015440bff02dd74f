import { listOf, member } from "../plan/value";
import { byType } from "./by-type";
import { type Finder, type Found, found } from "./finding";

const isListener = byType((type) => /^aws_(alb|lb)_listener(_rule)?$/.test(type));
/** What a listener asks before it forwards: people by their provider, programs by their token. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
const ASKS = /^(authenticate-(oidc|cognito)|jwt-validation)$/;
const PROVIDER = [
  "issuer",
  "authorization_endpoint",
  "token_endpoint",
  "user_info_endpoint",
  "client_id",
  "user_pool_arn",
  "user_pool_client_id",
  "user_pool_domain",
  "jwks_endpoint",
];
const REST = "whoever the other rules let by is answered";

/** Listeners and their rules that no longer ask visitors who they are, or let others answer for them. */
export const signInDropped: Finder = ({ resource: { type = "", change, deposed } }) => {
  if (!isListener(type) || deposed !== undefined) return [];
  const [before, after] = [asking(change?.before), asking(change?.after)];
  if (before === undefined || change?.actions?.includes("forget")) return [];
  if (change?.after === null) {
    return [found("protection-off", `nobody is asked to sign in ${where(change.before)} any more: ${REST}`)];
  }
  if (after === undefined) return [found("protection-off", "visitors are no longer asked to sign in")];
  return [...letBy(before, after), ...otherProvider(before, after), ...fewerPlaces(change?.before, change?.after)];
};

/** The action that asks. */
function asking(values: unknown): unknown {
  const actions = [...listOf(member(values, "default_action")), ...listOf(member(values, "action"))];
  return actions.find((action) => ASKS.test(`${member(action, "type")}`));
}

function settings(action: unknown): unknown {
  const blocks = ["authenticate_oidc", "authenticate_cognito", "jwt_validation"].map((name) => member(action, name));
  return blocks.flatMap(listOf)[0];
}

function letBy(before: unknown, after: unknown): Found[] {
  const [was, is] = [before, after].map((action) => member(settings(action), "on_unauthenticated_request"));
  if (is !== "allow" || was === "allow") return [];
  return [found("protection-off", "visitors who have not signed in are let by")];
}

function otherProvider(before: unknown, after: unknown): Found[] {
  return PROVIDER.flatMap((name) => {
    const [was, is] = [before, after].map((action) => member(settings(action), name));
    if (was === is || was === undefined) return [];
    return [found("widened-policy", `others may sign in: ${name} goes from ${was} to ${is ?? "another"}`)];
  });
}

/** Hosts and paths on which visitors were asked. */
function places(values: unknown): string[] {
  return listOf(member(values, "condition")).flatMap((condition) =>
    ["host_header", "path_pattern"].flatMap((name) =>
      listOf(member(condition, name)).flatMap((block) => listOf(member(block, "values")).map(String)),
    ),
  );
}

function where(values: unknown): string {
  const named = places(values);
  return named.length > 0 ? `on ${named.join(", ")}` : "here";
}

function fewerPlaces(before: unknown, after: unknown): Found[] {
  const still = places(after);
  const gone = places(before).filter((place) => !still.includes(place));
  if (gone.length === 0) return [];
  return [found("protection-off", `nobody is asked to sign in on ${gone.join(", ")} any more: ${REST}`)];
}
