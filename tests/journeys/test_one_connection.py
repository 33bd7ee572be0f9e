"""A thread has one connection, whether a browser's event loop runs in it or not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def test_running_loop_gives_a_thread_no_second_connection():
    async def inside():
        return connections["default"]

    def in_one_thread():
        return connections["default"], asyncio.run(inside())

    with ThreadPoolExecutor(1) as threads:  # one without a browser
        outside, within = threads.submit(in_one_thread).result()

    assert within is outside
