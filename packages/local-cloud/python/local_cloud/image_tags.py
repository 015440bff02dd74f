"""Refuses to push a tag that an IMMUTABLE repository has, also with the very same image, as ECR does.

https://github.com/moby/buildkit/issues/3776, https://github.com/aws/containers-roadmap/issues/2380
"""

from http import HTTPStatus

from ministack.services import ecr


def install() -> None:
    put_manifest = ecr._v2_put_manifest

    def put_new_manifest(name, reference, headers, body):
        repository = ecr._repositories.get(name, {})
        tagged = (image.get("imageTags", []) for image in ecr._images.get(name, []))
        if repository.get("imageTagMutability") == "IMMUTABLE" and any(reference in tags for tags in tagged):
            message = (
                f"The image tag '{reference}' already exists in the '{name}' repository "
                "and cannot be overwritten because the tag is immutable."
            )
            return ecr._registry_error(HTTPStatus.BAD_REQUEST, "TAG_INVALID", message, {"tag": reference})
        return put_manifest(name, reference, headers, body)

    ecr._v2_put_manifest = put_new_manifest
