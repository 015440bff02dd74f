import functools
import sqlite3

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from werkzeug.security import check_password_hash, generate_password_hash

from flaskr.db import get_db

bp = Blueprint("auth", __name__, url_prefix="/auth")


@bp.before_app_request
def load_user():
    user_id = session.get("user_id")
    query = "SELECT * FROM user WHERE id = ?"
    g.user = get_db().execute(query, (user_id,)).fetchone() if user_id is not None else None


@bp.route("/register", methods=("GET", "POST"))
def register():
    if request.method == "POST":
        name, password = request.form["username"], request.form["password"]
        db = get_db()
        try:
            values = (name, generate_password_hash(password))
            db.execute("INSERT INTO user (username, password) VALUES (?, ?)", values)
            db.commit()
            return redirect(url_for("auth.login"))
        except sqlite3.IntegrityError:
            flash(f"{name} is registered already.")
    return render_template("auth/form.html", title="Register")


@bp.route("/login", methods=("GET", "POST"))
def login():
    if request.method == "POST":
        query = "SELECT * FROM user WHERE username = ?"
        user = get_db().execute(query, (request.form["username"],)).fetchone()
        if user is not None and check_password_hash(user["password"], request.form["password"]):
            session.clear()
            session["user_id"] = user["id"]
            return redirect(url_for("index"))
        flash("No such name and password.")
    return render_template("auth/form.html", title="Log in")


@bp.get("/logout")
def logout():
    session.clear()
    return redirect(url_for("index"))


def login_required(view):
    @functools.wraps(view)
    def wrapped(**arguments):
        return view(**arguments) if g.user else redirect(url_for("auth.login"))

    return wrapped
