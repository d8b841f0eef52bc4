package org.quoin.local;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The process that makes deliveries as their recipient (ADR 20). The platform starts it by {@code
 * libexec/deliver-as}, and talks to it through standard input and output.
 */
public final class WorkerMain {
  private WorkerMain() {}

  /**
   * @param args the numbers of user and group that this must run as
   */
  public static void main(String[] args) throws IOException {
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    Identity identity = new Identity(Long.parseLong(args[0]), Long.parseLong(args[1]));
    String wrong = Powers.ofThisProcess().wrong(identity);
    if (!wrong.isEmpty()) {
      System.out.println("the worker runs with " + wrong + ", not as " + identity);
      System.exit(1);
    }
    WorkerNotes notes = new WorkerNotes();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    WorkerLoop loop = new WorkerLoop(new FileInputStream(FileDescriptor.in), out, notes, folder);
    PrintStream log = new PrintStream(notes, true, StandardCharsets.UTF_8);
    System.setOut(log);
    System.setErr(log);
    try {
      loop.run();
    } finally {
      Runtime.getRuntime().halt(0); // a delivery that does not end must not keep it
    }
  }
}
