"""What makes and checks the project itself."""
