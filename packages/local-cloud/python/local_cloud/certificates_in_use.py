"""Refuses to delete a certificate that a listener uses, as ACM does, and says which load balancers use it.

https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html; the message:
https://github.com/dfds/infrastructure-modules/issues/5
"""

from ministack.core.responses import error_response_json, get_account_id
from ministack.services import acm, alb

_BAD_REQUEST = 400


def install() -> None:
    delete, describe = acm._delete_certificate, acm._describe_certificate

    def delete_certificate(data):
        arn = data.get("CertificateArn", "")
        if _users(arn):
            message = f"Certificate {arn} in account {get_account_id()} is in use."
            return error_response_json("ResourceInUseException", message, _BAD_REQUEST)
        return delete(data)

    def describe_certificate(data):
        certificate = acm._certificates.get(data.get("CertificateArn", ""))
        if certificate is not None:
            certificate["InUseBy"] = _users(data["CertificateArn"])
        return describe(data)

    acm._delete_certificate, acm._describe_certificate = delete_certificate, describe_certificate


def _users(arn: str) -> list[str]:
    """The load balancers, by ARN."""
    using = (one["LoadBalancerArn"] for one in alb._listeners.values() if arn in one.get("Certificates", []))
    # The emulator leaves the listeners of a deleted load balancer behind.
    return sorted(set(using).intersection(alb._lbs.keys()))
