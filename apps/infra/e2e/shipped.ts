import { loadEnvironment, stackGroup } from "@app/config";
import { localEnvironmentName } from "../src/local-environment";

/** The shipped application, as it is described where it runs on this machine. */
export const shipped = loadEnvironment(localEnvironmentName() ?? "");

const [service] = shipped.services;
if (!service) throw new Error(`environment ${shipped.name} has no service that could be tested`);

/** Its first service, which answers for the domain, and the stack of it, without and with the group's prefix. */
export const web = service;
export const webStack = `service-${web.key}`;
export const webStackId = `${stackGroup}-${webStack}`;
