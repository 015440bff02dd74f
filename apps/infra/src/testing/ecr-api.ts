export { type AwsAnswer as EcrAnswer, leadTo, serveAws as serveEcr } from "./aws-json-api";
