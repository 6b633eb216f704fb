from konbit.site.command_line.entry import main

main()
