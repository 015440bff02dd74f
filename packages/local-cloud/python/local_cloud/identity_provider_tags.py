"""Changes tags of OpenID Connect providers; the emulator knows those only that one is created with.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagOpenIDConnectProvider.html
"""

from ministack.services import iam

_ARN = "OpenIDConnectProviderArn"


def install() -> None:
    iam._IAM_HANDLERS.update(TagOpenIDConnectProvider=_tag, UntagOpenIDConnectProvider=_untag)


def _tag(parameters):
    provider = iam._oidc_providers.get(iam._p(parameters, _ARN))
    if provider is None:
        return _not_found(parameters)
    tags = {tag["Key"]: tag for tag in (*provider["Tags"], *iam._extract_tags(parameters))}
    provider["Tags"] = list(tags.values())
    return iam._xml(200, "TagOpenIDConnectProviderResponse", "")


def _untag(parameters):
    provider = iam._oidc_providers.get(iam._p(parameters, _ARN))
    if provider is None:
        return _not_found(parameters)
    keys = iam._extract_tag_keys(parameters)
    provider["Tags"] = [tag for tag in provider["Tags"] if tag["Key"] not in keys]
    return iam._xml(200, "UntagOpenIDConnectProviderResponse", "")


def _not_found(parameters):
    return iam._error(404, "NoSuchEntity", f"OIDC provider {iam._p(parameters, _ARN)} not found.", ns="iam")
