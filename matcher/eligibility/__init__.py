"""Whether an applicant may apply for a call: one file a rule, pure, by the words of the stored text."""
