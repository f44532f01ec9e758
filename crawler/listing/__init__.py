"""What the page of one call says, wherever a listing leads to such pages."""
