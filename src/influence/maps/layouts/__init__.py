"""Where people stand in each view: computed here, stored in the page, never moved by the browser."""
