"""The window. It asks services and holds no logic of its own."""
