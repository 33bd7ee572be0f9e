"""A copy of the site as files, which any web server can serve: each public address is asked for as a reader would, and
what it leads to after it, so nothing is in the copy that readers have not, and no link of it leads nowhere."""
