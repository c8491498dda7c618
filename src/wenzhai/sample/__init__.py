"""The sample week: invented outlets, written for this project, served over real HTTP on loopback."""
