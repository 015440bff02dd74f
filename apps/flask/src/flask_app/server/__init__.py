"""What stands between gunicorn and the application; nothing here knows what the application does."""
