package org.quoin.control;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.quoin.api.table.LookupTable;
import org.quoin.api.table.Tables;

/** The compiled tables in {@code control/}, such as {@code morercpthosts.cdb} (S4). */
@Component
public final class ControlTables implements Tables {
  private static final String SUFFIX = ".cdb";

  private final Path folder;

  @Activate
  public ControlTables(BundleContext context) {
    this(BaseFolder.of(context).resolve("control"));
  }

  ControlTables(Path folder) {
    this.folder = folder;
  }

  @Override
  public boolean isThere(String name) throws IOException {
    return isFile(name) && new CdbTable(file(name)).isThere();
  }

  @Override
  public LookupTable table(String name) {
    return isFile(name)
        ? new CdbTable(file(name))
        : keys -> {
          throw new IOException("there is no table " + name);
        };
  }

  private static boolean isFile(String name) {
    return name.endsWith(SUFFIX);
  }

  private Path file(String name) {
    return folder.resolve(FileName.checked(name));
  }
}
