"""What a reader sees: inputs, figures and pages made from a report. It measures nothing."""
