package org.quoin.control;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.quoin.api.table.ControlFiles;

/** What the control files say, for people (Z1, qmail-showctl). */
@Component(service = ControlCommands.class)
@GogoCommand(
    scope = "control",
    function = {"show"})
public final class ControlCommands {
  private final Path folder;
  private final ControlFiles files;

  @Activate
  public ControlCommands(BundleContext context, @Reference ControlFiles files) {
    this(BaseFolder.of(context).resolve("control"), files);
  }

  ControlCommands(Path folder, ControlFiles files) {
    this.folder = folder;
    this.files = files;
  }

  @Descriptor("shows every control file: its first entry and how many there are")
  public void show(CommandSession session) throws IOException {
    PrintStream out = session.getConsole();
    for (String name : names()) {
      out.println(name + ": " + summary(name));
    }
  }

  @Descriptor("shows what one control file says and where that comes from")
  public void show(CommandSession session, @Descriptor("name of the file") String name)
      throws IOException {
    PrintStream out = session.getConsole();
    Optional<List<String>> entries = files.list(name);
    if (entries.isEmpty()) {
      out.println(folder.resolve(name) + " is absent: the default holds");
      return;
    }
    out.println("from " + folder.resolve(name));
    entries.get().forEach(out::println);
  }

  private String summary(String name) {
    try {
      List<String> entries = files.list(name).orElse(List.of());
      return switch (entries.size()) {
        case 0 -> "(empty)";
        case 1 -> entries.getFirst();
        default -> entries.getFirst() + " ... (" + entries.size() + " entries)";
      };
    } catch (IOException | IllegalArgumentException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
