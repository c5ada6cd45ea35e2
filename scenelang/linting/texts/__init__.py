"""What rules about texts share: texts with their places, scripts and signs, lines that can be taken out."""
