"""Keeps where a firewall writes its log, which the emulator has no operations for.

https://docs.aws.amazon.com/waf/latest/APIReference/API_PutLoggingConfiguration.html
"""

import json

from ministack.core.responses import json_response
from ministack.services import waf

# Kept with its web ACL, so that it is saved and deleted with it.
_KEPT = "LoggingConfiguration"
# What AWS fills in. https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html
_DEFAULTS = {"LogType": "WAF_LOGS", "LogScope": "CUSTOMER", "ManagedByFirewallManager": False}


def install() -> None:
    handle, get_web_acl = waf.handle_request, waf._get_web_acl
    operations = {
        "PutLoggingConfiguration": _put,
        "GetLoggingConfiguration": _get,
        "DeleteLoggingConfiguration": _delete,
        "ListLoggingConfigurations": _list,
    }

    async def handle_request(method, path, headers, body, query_params):
        operation = operations.get(headers.get("x-amz-target", "").rpartition(".")[2])
        if operation is None:
            return await handle(method, path, headers, body, query_params)
        return operation(json.loads(body or "{}"))

    def get_web_acl_alone(parameters):
        status, headers, body = get_web_acl(parameters)
        content = json.loads(body)
        if _KEPT not in content.get("WebACL", {}):
            return status, headers, body
        del content["WebACL"][_KEPT]
        return json_response(content)

    waf.handle_request, waf._get_web_acl = handle_request, get_web_acl_alone


def _put(parameters):
    configuration = parameters[_KEPT]
    acl, error = waf._resolve_local_web_acl(configuration["ResourceArn"])
    if error:
        return error
    acl[_KEPT] = {**_DEFAULTS, **configuration}
    return json_response({_KEPT: acl[_KEPT]})


def _get(parameters):
    acl, error = waf._resolve_local_web_acl(parameters["ResourceArn"])
    if error:
        return error
    if _KEPT not in acl:
        return waf._waf_not_found(parameters["ResourceArn"])
    return json_response({_KEPT: acl[_KEPT]})


def _delete(parameters):
    acl, error = waf._resolve_local_web_acl(parameters["ResourceArn"])
    if error:
        return error
    if acl.pop(_KEPT, None) is None:
        return waf._waf_not_found(parameters["ResourceArn"])
    return json_response({})


def _list(parameters):
    acls = waf._values_for_scope(waf._web_acls, waf._normalize_scope(parameters["Scope"]))
    return json_response({"LoggingConfigurations": [acl[_KEPT] for acl in acls if _KEPT in acl]})
