"""What a page says of itself to search engines, in the words of schema.org: nothing that readers do not see."""
