"""Lets a load balancer answer under the names that Route 53 alias records give it, as it does behind real DNS."""

from ministack import app
from ministack.services import alb, route53

_find_load_balancer = alb.find_lb_for_host


def load_balancer_of(host: str) -> dict | None:
    """The load balancer that serves requests with this Host; None where it belongs to an API."""
    name = host.split(":")[0].lower()
    # The APIs' own names and addresses, which nearly every request has, are no load balancer's.
    if "." not in name or name[-1].isdigit():
        return None
    return _find_load_balancer(_alias_target(name) or name)


def install() -> None:
    may_be_load_balancer = app._is_potential_alb_request
    find_bucket = app._extract_s3_vhost_bucket

    def may_be(host: str, path: str) -> bool:
        return may_be_load_balancer(host, path) or load_balancer_of(host) is not None

    def bucket(host: str) -> str | None:
        return None if load_balancer_of(host) else find_bucket(host)

    app._is_potential_alb_request = may_be
    # Any other name in front of a dot is taken for a bucket's.
    app._extract_s3_vhost_bucket = bucket
    alb.find_lb_for_host = load_balancer_of


def _alias_target(name: str) -> str | None:
    for records in list(route53._records.values()):
        for record in records:
            if record.get("Type") == "A" and record.get("Name", "").rstrip(".").lower() == name:
                target = record.get("AliasTarget", {}).get("DNSName", "")
                return target.rstrip(".").removeprefix("dualstack.").lower() or None
    return None
