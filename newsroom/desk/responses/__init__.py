"""Readers' letters on the desk: the queue, one letter, the block list, letters per story, and readers' own rights."""
