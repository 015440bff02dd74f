"""What is kept in Postgres. Address, user and password come from libpq's own variables."""

from datetime import datetime

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


database = SQLAlchemy(model_class=Base)


class Order(database.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    picture: Mapped[str | None]
    done_at: Mapped[datetime | None]


def init_app(app: Flask) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg://"
    # A connection that broke while it lay in the pool is replaced before it is used.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_pre_ping": True}
    database.init_app(app)
    Migrate(app, database, directory="migrations")
