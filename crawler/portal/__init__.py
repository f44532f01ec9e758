"""What only the EU Funding & Tenders Portal needs in order to be understood."""
