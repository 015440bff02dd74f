from flask import Blueprint, g, redirect, render_template, request, url_for

from flaskr.auth import login_required
from flaskr.db import get_db

bp = Blueprint("blog", __name__)


@bp.get("/")
def index():
    query = "SELECT title, body, created, username FROM post JOIN user ON author_id = user.id ORDER BY post.id DESC"
    return render_template("blog/index.html", posts=get_db().execute(query).fetchall())


@bp.route("/create", methods=("GET", "POST"))
@login_required
def create():
    if request.method == "POST":
        db = get_db()
        values = (g.user["id"], request.form["title"], request.form["body"])
        db.execute("INSERT INTO post (author_id, title, body) VALUES (?, ?, ?)", values)
        db.commit()
        return redirect(url_for("blog.index"))
    return render_template("blog/create.html")
