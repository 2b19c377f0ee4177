"""What tests share: running the program, making libraries, driving terminals."""
