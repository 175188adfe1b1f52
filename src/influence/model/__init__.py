"""What exists, declared once: kinds, scales, tables, assumptions, problems, rows."""
