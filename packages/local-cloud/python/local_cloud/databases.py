"""Gives every emulated Postgres database a real server, which the supervisor runs, and its password a secret.

The emulator would start a container, which needs an engine and an image of that version.
"""

import json
from typing import Any
from uuid import uuid4
from xml.sax.saxutils import escape

from ministack.core.responses import get_account_id, get_region
from ministack.services import rds, secretsmanager

from local_cloud.data_servers import NoServer, ask

_INSTANCE_ENGINE = "postgres"
_CLUSTER_ENGINE = "aurora-postgresql"
_DEFAULT_USER = "postgres"
_DEFAULT_DATABASE = "postgres"
_BAD_REQUEST = 400


def install() -> None:
    rds._get_docker = lambda: None
    actions = rds._ACTION_MAP
    actions["CreateDBInstance"] = _create_instance(actions["CreateDBInstance"])
    actions["ModifyDBInstance"] = _modify_instance(actions["ModifyDBInstance"])
    actions["DeleteDBInstance"] = _delete_instance(actions["DeleteDBInstance"])
    actions["CreateDBCluster"] = _create_cluster(actions["CreateDBCluster"])
    actions["DeleteDBCluster"] = _delete_cluster(actions["DeleteDBCluster"])
    rds._instance_xml = _with_secret(rds._instance_xml)


def _create_instance(create):
    def created(params):
        identifier, cluster = rds._p(params, "DBInstanceIdentifier"), rds._p(params, "DBClusterIdentifier")
        if cluster:
            return _in_cluster(create, params, identifier, cluster)
        if rds._p(params, "Engine") != _INSTANCE_ENGINE or identifier in rds._instances:
            return create(params)
        password = rds._p(params, "MasterUserPassword") or rds._generate_master_user_password()
        user = rds._p(params, "MasterUsername") or _DEFAULT_USER
        try:
            endpoint = _server(identifier, user, password, rds._p(params, "DBName"))
        except NoServer as reason:
            return _refusal(reason)
        answer = create(params)
        instance = rds._instances.get(identifier)
        if instance is None:
            _remove(identifier)
            return answer
        instance["_MasterUserPassword"] = password
        instance["Endpoint"].update(Address=endpoint["host"], Port=endpoint["port"])
        if rds._p(params, "ManageMasterUserPassword") == "true":
            instance["MasterUserSecret"] = _secret(identifier, user, password)
        return _described(instance, "CreateDBInstance")

    return created


def _in_cluster(create, params, identifier: str, cluster: str):
    answer = create(params)
    instance, parent = rds._instances.get(identifier), rds._clusters.get(cluster)
    if instance is None or parent is None or parent["Engine"] != _CLUSTER_ENGINE:
        return answer
    instance["Endpoint"].update(Address=parent["Endpoint"], Port=parent["Port"])
    return _described(instance, "CreateDBInstance")


def _modify_instance(modify):
    def modified(params):
        answer = modify(params)
        instance = rds._resolve_instance(rds._p(params, "DBInstanceIdentifier"))
        if instance is None or not _is_own(instance):
            return answer
        if rds._p(params, "EnablePerformanceInsights"):
            instance["PerformanceInsightsEnabled"] = rds._p(params, "EnablePerformanceInsights") == "true"
        if rds._p(params, "DBParameterGroupName"):
            # Ours changes nothing that needs a restart.
            instance["DBParameterGroups"][0]["ParameterApplyStatus"] = "in-sync"
        password = rds._p(params, "MasterUserPassword")
        if password:
            _server(instance["DBInstanceIdentifier"], instance["MasterUsername"], password, instance["DBName"])
        return _described(instance, "ModifyDBInstance")

    return modified


def _delete_instance(delete):
    def deleted(params):
        instance = rds._resolve_instance(rds._p(params, "DBInstanceIdentifier"))
        answer = delete(params)
        if instance is not None and _is_own(instance) and instance["DBInstanceIdentifier"] not in rds._instances:
            _remove(instance["DBInstanceIdentifier"])
            secret = instance.get("MasterUserSecret")
            if secret:
                secretsmanager.delete_secret_in_process(secret["SecretArn"])
        return answer

    return deleted


def _create_cluster(create):
    def created(params):
        identifier = rds._p(params, "DBClusterIdentifier")
        if rds._p(params, "Engine") != _CLUSTER_ENGINE or identifier in rds._clusters:
            return create(params)
        answer = create(params)
        cluster = rds._clusters.get(identifier)
        if cluster is None:
            return answer
        user, password = cluster["MasterUsername"], cluster["_MasterUserPassword"]
        try:
            endpoint = _server(identifier, user, password, cluster["DatabaseName"])
        except NoServer as reason:
            del rds._clusters[identifier]
            return _refusal(reason)
        cluster.update(Endpoint=endpoint["host"], ReaderEndpoint=endpoint["host"], Port=endpoint["port"])
        # What the emulator points the cluster at whenever an instance comes or goes.
        cluster["_shared_endpoint"] = {"Address": endpoint["host"], "Port": endpoint["port"]}
        content = f"<DBCluster>{rds._cluster_xml(cluster)}</DBCluster>"
        return rds._xml(200, "CreateDBClusterResponse", f"<CreateDBClusterResult>{content}</CreateDBClusterResult>")

    return created


def _delete_cluster(delete):
    def deleted(params):
        cluster = rds._resolve_cluster(rds._p(params, "DBClusterIdentifier"))
        answer = delete(params)
        if cluster and cluster["Engine"] == _CLUSTER_ENGINE and cluster["DBClusterIdentifier"] not in rds._clusters:
            _remove(cluster["DBClusterIdentifier"])
        return answer

    return deleted


def _with_secret(describe):
    def described(instance):
        text = describe(instance)
        secret = instance.get("MasterUserSecret")
        if not secret:
            return text
        fields = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in secret.items())
        return f"{text}<MasterUserSecret>{fields}</MasterUserSecret>"

    return described


def _is_own(instance) -> bool:
    return instance["Engine"] == _INSTANCE_ENGINE and not instance.get("DBClusterIdentifier")


def _described(instance, action: str):
    return rds._single_instance_response(f"{action}Response", f"{action}Result", instance)


def _refusal(reason: NoServer):
    return rds._error("InsufficientDBInstanceCapacity", str(reason), _BAD_REQUEST)


def _secret(identifier: str, user: str, password: str) -> dict[str, str]:
    """As RDS names and fills it: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"""
    arn = secretsmanager.create_secret_in_process(
        f"rds!db-{uuid4()}",
        json.dumps({"username": user, "password": password}),
        description=f"Secret associated with primary RDS DB instance {identifier}",
    )
    key = f"arn:aws:kms:{get_region()}:{get_account_id()}:key/aws-secretsmanager-default"
    return {"SecretArn": arn, "SecretStatus": "active", "KmsKeyId": key}


def _server(identifier: str, user: str, password: str, database: str) -> dict[str, Any]:
    owner = {"user": user, "password": password, "database": database or _DEFAULT_DATABASE}
    return ask("PUT", "databases", _name(identifier), owner)


def _remove(identifier: str) -> None:
    ask("DELETE", "databases", _name(identifier))


def _name(identifier: str) -> str:
    """Identifiers are unique in account and region alone."""
    return f"{get_account_id()}-{get_region()}-{identifier}"
