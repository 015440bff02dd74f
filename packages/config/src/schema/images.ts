import { z } from "zod";
import { refusal } from "./refusal";

/** An image that cannot change any more. */
export const imageUri = z
  .string()
  .regex(
    /^[a-z0-9][\w.:/-]*@sha256:[0-9a-f]{64}$/,
    refusal(
      "does not name an image by digest; copy its URI from `cdktf output infra-image` of the environment to promote",
    ),
  );

/** Tag and digest of an image in the repository of its source. */
export const pushedImage = z
  .string()
  .regex(
    /^\w[\w.-]{0,127}@sha256:[0-9a-f]{64}$/,
    refusal("is not the tag and the digest of an image; write it like TAG@sha256:…"),
  );

/** A base image for builds. */
export const baseImage = z
  .string()
  .regex(/^[a-z0-9][\w.:/@-]*$/, refusal('is not the name of an image; write it like "python:3.11-slim-bookworm"'));

/** Of one source: an image that exists, or how its own differs. */
export const imageSchema = z.union([
  imageUri,
  z.strictObject({ baseImage: baseImage.describe("Base image instead of the one that the Dockerfile pins.") }),
]);

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
export const repositoryName = z
  .string()
  .regex(
    /^(?=.{2,256}$)[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
    refusal('is not the name of an ECR repository; write it like "team/shop"'),
  );
