"""Survey imports in the workspace: what comes in, what is remembered, what is taken out again."""
