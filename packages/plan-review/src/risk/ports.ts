import { exposureText, isPublic } from "../exposure/network/exposure";
import { exposureChanges } from "../exposure/network/exposure-changes";
import { type Finder, type Found, found } from "./finding";

/** Who may reach what by a change, and who no longer may. */
export const ports: Finder = ({ resource }) => {
  const { opened, closed } = exposureChanges(resource);
  return [
    ...opened.map((exposure): Found => {
      const reason = `${exposureText(exposure)}: new`;
      if (exposure.direction === "out") return found("egress", reason);
      if (!isPublic(exposure)) return found("ingress", reason);
      return { ...found("public-ingress", reason), ...(exposure.ports && { ports: exposure.ports }) };
    }),
    ...closed.map((exposure) =>
      found(exposure.direction === "out" ? "egress" : "ingress", `${exposureText(exposure)}: closed`),
    ),
  ];
};
