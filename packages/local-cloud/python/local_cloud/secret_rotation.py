"""Ends the rotation of a secret, as Terraform does before it deletes a database; the emulator can only begin one."""

import json

from ministack.core.responses import error_response_json, json_response
from ministack.services import secretsmanager

_ACTION = "secretsmanager.CancelRotateSecret"
_BAD_REQUEST = 400


def install() -> None:
    handle = secretsmanager.handle_request

    async def handle_request(method, path, headers, body, query_params):
        if headers.get("x-amz-target", "") == _ACTION:
            return _cancel(json.loads(body))
        return await handle(method, path, headers, body, query_params)

    secretsmanager.handle_request = handle_request


# https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CancelRotateSecret.html
def _cancel(request):
    _, secret = secretsmanager._resolve(request["SecretId"])
    if secret is None:
        message = "Secrets Manager can't find the specified secret."
        return error_response_json("ResourceNotFoundException", message, _BAD_REQUEST)
    secret["RotationEnabled"] = False
    return json_response({"ARN": secret["ARN"], "Name": secret["Name"]})
