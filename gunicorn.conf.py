"""What `gunicorn newsroom.wsgi` needs beside the options of a server of one's own; it reads this file by itself."""

worker_class = "newsroom.pagecache.worker.Worker"
threads = 4  # of each worker: what one of them waits for (the database, a slow form) holds up no other
