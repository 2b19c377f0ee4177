"""What `ketacli kiosk doctor` looks at: facts of a machine, and what each of them means."""
