"""Jobs (任务): imports and exports that take longer than a person waits for an answer."""
