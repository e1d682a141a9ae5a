"""What the service keeps: conversations, feedback, unanswered questions, keys, the audit trail."""
