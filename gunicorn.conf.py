"""What `gunicorn newsroom.wsgi` needs beside the options of a server of one's own; it reads this file by itself."""

worker_class = "newsroom.pagecache.worker.Worker"
limit_request_line = 8190  # as far as gunicorn goes: a letter that is not Latin takes six of them
threads = 4  # of each worker: what one of them waits for (the database, a slow form) holds up no other
