"""The pipeline; the folders in alphabetical order are the flow of the data."""
