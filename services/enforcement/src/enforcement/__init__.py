"""Who may act on what; clues, cases, decisions and bans."""
