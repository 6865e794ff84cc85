"""Other programs' files: a questionnaire that KoboToolbox and ODK take."""
