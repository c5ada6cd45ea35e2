"""Does a scene mean something: names resolve, order holds, supervision can work."""
